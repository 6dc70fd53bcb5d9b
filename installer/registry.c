/*
 * registry FILE: writes the table by which a DLL registers itself as WiX source, so that what an
 * MSI writes and what regsvr32 writes cannot differ. FILE is the DLL's name in the package.
 *
 * Built once for each DLL, with that DLL's table. The rows' own text is ASCII; what is not would
 * need a code page in the package, and is refused.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "com/registration_row.h"

/* Which table it is, says CMake: ROWS and ROW_COUNT. */
extern const registration_row ROWS[];
extern const size_t ROW_COUNT;

/* A bracket opens the name of a property; what XML cannot hold as it is stands beside it. */
static const struct {
    wchar_t character;
    const char *written;
} escapes[] = {
    { L'&', "&amp;" },  { L'<', "&lt;" },  { L'>', "&gt;" },
    { L'"', "&quot;" }, { L'[', "[\\[]" }, { L']', "[\\]]" },
};

static void write_character(wchar_t character)
{
    for (size_t index = 0; index < sizeof(escapes) / sizeof(escapes[0]); index++) {
        if (escapes[index].character == character) {
            fputs(escapes[index].written, stdout);
            return;
        }
    }
    if (character < L' ' || character > L'~') {
        fprintf(stderr, "registry: a row has the character %#x\n", (unsigned)character);
        exit(1);
    }
    putchar((int)character);
}

/* The path of the DLL is "%1". */
static void write_attribute(const char *name, const wchar_t *text, const char *file)
{
    printf(" %s=\"", name);
    for (; *text; text++) {
        if (text[0] == L'%' && text[1] == L'1') {
            printf("[#%s]", file);
            text++;
        } else {
            write_character(*text);
        }
    }
    putchar('"');
}

static void write_row(const registration_row *row, const char *file)
{
    fputs("  <RegistryValue Root=\"HKLM\" Type=\"string\"", stdout);
    write_attribute("Key", row->key, file);
    if (row->value)
        write_attribute("Name", row->value, file);
    write_attribute("Value", row->data ? row->data : L"%1", file);
    puts("/>");
}

int main(int count, char **arguments)
{
    if (count != 2) {
        fputs("usage: registry FILE\n", stderr);
        return 2;
    }
    puts("<Include>");
    for (size_t index = 0; index < ROW_COUNT; index++)
        write_row(&ROWS[index], arguments[1]);
    puts("</Include>");
    return fflush(stdout) ? 1 : 0;
}
