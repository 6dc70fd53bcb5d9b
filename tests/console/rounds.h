/* Growth: what the process holds, looked at after each of many rounds of the same. */
#pragma once

void rounds_begin(void);

/** Look, after a round (from 0 on) of so many; after the last one growth is judged. */
void rounds_measure(int round, int count);
