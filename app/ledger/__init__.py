"""The request ledger (申请台账): what an office keeps about each application, its deadline, its one place in table 三."""
