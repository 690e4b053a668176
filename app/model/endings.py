"""The endings of our own files: a start tells them apart before it loads what reads them."""

DRAFT = ".gknb"
LETTER = ".gkth"  # 退回意见 of the county, and what the unit answers
COLLECTION = ".gkhj"
