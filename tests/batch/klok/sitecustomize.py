"""Another day for a whole process and all that it starts; Python reads this file as it begins."""

import os

import time_machine

time_machine.travel(os.environ["IBT_TEST_NU"], tick=True).start()
