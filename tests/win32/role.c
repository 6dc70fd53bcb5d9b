#include "tests/role.h"

#include "tests/shellext/window/other_end.h"

bool role_run(int *code)
{
    return other_end_run(code);
}
