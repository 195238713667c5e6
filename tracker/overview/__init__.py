"""The screens that join features: portfolio, my checklist, and the owner's “Can we run this without them?”"""
