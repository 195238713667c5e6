"""The words in which stories are told. Each asks the policy and carries out the verb that a page would."""
