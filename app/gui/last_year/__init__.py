"""Last year's report beside this one."""
