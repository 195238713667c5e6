"""The clinic: questions with answers; incidents and the lessons drawn from them."""
