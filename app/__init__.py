"""公开年报: fills in, checks and prints the yearly 政府信息公开工作年度报告."""

__version__ = "0.1.0"
