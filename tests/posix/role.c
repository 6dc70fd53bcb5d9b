#include "tests/role.h"

bool role_run(int *code)
{
    (void)code;
    return false;
}
