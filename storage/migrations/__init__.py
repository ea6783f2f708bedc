"""The migrations, oldest first in versions/. They only go up: the way back is the backup."""
