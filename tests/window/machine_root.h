/* The fixtures' root among the machine's own, for who takes no other certificates. */
#pragma once

void machine_root_add(void);
void machine_root_remove(void);
