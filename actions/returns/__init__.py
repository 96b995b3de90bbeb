"""The Excel return: a quarter's questions to one agency in a workbook, and the way back of its answers."""
