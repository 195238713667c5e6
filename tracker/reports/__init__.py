"""Status reports: drafted from the data, sent and then never changed; by a schedule too; and shared as a summary."""
