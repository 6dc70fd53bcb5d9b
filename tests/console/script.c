#include "tests/console/script.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/modal.h"
#include "tests/console/output.h"
#include "tests/console/rounds.h"
#include "tests/console/watchdog.h"

#define WM_LINE   (WM_APP + 1)
#define RETRY     1
#define RETRY_MS  20
#define LINE_SIZE 65536

enum { DONE_ALL = 0, NOT_DONE = 3, WRONG = 2 };

typedef struct script {
    host *in;
    FILE *from;
    HWND window;
    HANDLE started; /* a line that was posted is being run */
    char *waiting;  /* a line that came while another one was being run */
    int number;     /* of the line that is being run */
    int depth;      /* of lines inside of dialogs of others */
    int outcome;
    bool has_ended;
    char **block; /* of rounds, while it is being read */
    int block_count;
    int rounds;
    int block_line;
} script;

static const script_command *const tables[] = { tree_commands,   list_commands,    wait_commands,
                                                check_commands,  console_commands, data_commands,
                                                dialog_commands, menu_commands,    sheet_commands,
                                                random_commands };

bool script_fail(const script_line *line, const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    output_write(json_pack("{s:s, s:i, s:s, s:s}", "type", "error", "line", line->number, "command",
                           line->command, "text", text));
    return false;
}

bool script_number(const char *word, int *out)
{
    char *end;
    long value = strtol(word, &end, 10);

    *out = (int)value;
    return end != word && !*end;
}

static bool is_space(char letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
}

/* Take the next word out of the text, which is changed; NULL at its end. */
static char *next_word(char **at)
{
    char *word;
    char until = '\0';

    while (is_space(**at))
        ++*at;
    if (!**at || **at == '#')
        return NULL;
    if (**at == '"')
        until = *(*at)++;
    word = *at;
    while (**at && (until ? **at != until : !is_space(**at)))
        ++*at;
    if (**at)
        *(*at)++ = '\0';
    return word;
}

static bool split(script_line *line, const char *text)
{
    char *at = line->text = _strdup(text);
    char *word;

    if (!at)
        abort();
    line->command = next_word(&at);
    while (line->command && line->count < SCRIPT_WORDS_MAX && (word = next_word(&at)))
        line->words[line->count++] = word;
    return line->command != NULL;
}

static const script_command *find(const char *name)
{
    for (size_t table = 0; table < ARRAYSIZE(tables); table++) {
        for (const script_command *row = tables[table]; row->name; row++) {
            if (strcmp(row->name, name) == 0)
                return row;
        }
    }
    return NULL;
}

void script_write_usage(void)
{
    for (size_t table = 0; table < ARRAYSIZE(tables); table++) {
        for (const script_command *row = tables[table]; row->name; row++)
            printf("  %s %s\n", row->name, row->usage);
    }
    printf("  rounds N ... end\n");
}

/* DONE_ALL, NOT_DONE or WRONG. */
static int run_line(host *in, const char *text, int number)
{
    script_line line = { .in = in, .number = number };
    const script_command *command;
    int outcome = DONE_ALL;
    DWORD started = GetTickCount();

    if (!split(&line, text)) {
        free(line.text);
        return DONE_ALL;
    }
    command = find(line.command);
    if (!command || line.count < command->least || line.count > command->most) {
        script_fail(&line, command ? "usage: %s %s" : "there is no command %s%s", line.command,
                    command ? command->usage : "");
        outcome = WRONG;
    } else {
        watchdog_note(text);
        if (!command->run(&line))
            outcome = NOT_DONE;
    }
    output_write(json_pack("{s:s, s:i, s:s, s:b, s:i}", "type", "done", "line", number, "command",
                           line.command, "ok", outcome == DONE_ALL, "ms",
                           (int)(GetTickCount() - started)));
    free(line.text);
    return outcome;
}

bool script_run_line(host *in, const char *text, int number)
{
    return run_line(in, text, number) == DONE_ALL;
}

static void worsen(script *self, int outcome)
{
    if (outcome > self->outcome)
        self->outcome = outcome;
}

static void run_rounds(script *self)
{
    rounds_begin();
    for (int round = 0; round < self->rounds; round++) {
        for (int index = 0; index < self->block_count; index++)
            worsen(self, run_line(self->in, self->block[index], self->block_line + index));
        rounds_measure(round, self->rounds);
    }
    for (int index = 0; index < self->block_count; index++)
        free(self->block[index]);
    self->block_count = 0;
    self->rounds = 0;
}

/* Lines of a block are kept until its end; true if this was one. */
static bool is_of_block(script *self, const char *text)
{
    const char *at = text + strspn(text, " \t");

    if (self->rounds == 0) {
        if (strncmp(at, "rounds ", 7) != 0)
            return false;
        self->rounds = atoi(at + 7);
        self->block_line = self->number + 1;
        return self->rounds > 0;
    }
    if (strncmp(at, "end", 3) == 0 && (!at[3] || is_space(at[3]))) {
        run_rounds(self);
        return true;
    }
    self->block = realloc(self->block, ((size_t)self->block_count + 1) * sizeof(*self->block));
    if (!self->block || !(self->block[self->block_count++] = _strdup(text)))
        abort();
    return true;
}

/* The next line is let come as soon as one begins, for it may be the answer to its dialog. */
static void run_waiting(script *self)
{
    while (self->waiting && (self->depth == 0 || modal_is_up())) {
        char *text = self->waiting;

        self->waiting = NULL;
        self->number++;
        self->depth++;
        SetEvent(self->started);
        if (!is_of_block(self, text))
            worsen(self, run_line(self->in, text, self->number));
        self->depth--;
        free(text);
    }
    if (self->waiting)
        SetTimer(self->window, RETRY, RETRY_MS, NULL);
    else
        KillTimer(self->window, RETRY);
}

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM word, LPARAM line)
{
    script *self = (script *)GetWindowLongPtrW(window, GWLP_USERDATA);

    if (message == WM_LINE) {
        self->waiting = (char *)line;
        if (!line)
            self->has_ended = true;
        run_waiting(self);
        return 0;
    }
    if (message == WM_TIMER) {
        run_waiting(self);
        return 0;
    }
    return DefWindowProcW(window, message, word, line);
}

static DWORD WINAPI read_lines(void *parameter)
{
    script *self = parameter;
    char *line = malloc(LINE_SIZE);

    while (line && fgets(line, LINE_SIZE, self->from)) {
        line[strcspn(line, "\r\n")] = '\0';
        PostMessageW(self->window, WM_LINE, 0, (LPARAM)_strdup(line));
        WaitForSingleObject(self->started, INFINITE);
    }
    free(line);
    PostMessageW(self->window, WM_LINE, 0, 0);
    return 0;
}

static void open_window(script *self)
{
    WNDCLASSW class_data = { .lpfnWndProc = on_message,
                             .lpszClassName = L"Script",
                             .hInstance = GetModuleHandleW(NULL) };

    RegisterClassW(&class_data);
    self->window =
        CreateWindowExW(0, L"Script", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, NULL, NULL);
    SetWindowLongPtrW(self->window, GWLP_USERDATA, (LONG_PTR)self);
}

int script_run(host *in, FILE *from)
{
    script self = { .in = in, .from = from };
    HANDLE reader;

    self.started = CreateEventW(NULL, FALSE, FALSE, NULL);
    open_window(&self);
    reader = CreateThread(NULL, 0, read_lines, &self, 0, NULL);
    while (!(self.has_ended && self.depth == 0))
        host_pump(10);
    WaitForSingleObject(reader, 1000);
    CloseHandle(reader);
    CloseHandle(self.started);
    DestroyWindow(self.window);
    free(self.block);
    return self.outcome;
}
