"""The window of the county office: units on the left, their sum in the middle, who gave what beside it."""
