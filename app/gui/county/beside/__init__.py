"""Beside the sum: 构成, 问题, 退回意见, 材料, a tab each."""
