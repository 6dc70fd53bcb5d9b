#include "snapin/toolbar.h"

#include <stdlib.h>

#include <commctrl.h>

#include "com/module.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

#define PICTURE_SIZE 16 /* as consoles want it, whatever the resolution */
#define BACKGROUND   RGB(255, 0, 255)

/* What a button does: the first of these that can be done. */
#define MOST_CHOICES 9

typedef struct button {
    UINT text; /* what a screen reader says, and the tip */
    WORD picture;
    BYTE style;
    action_id choices[MOST_CHOICES];
    size_t count;
} button;

static const button buttons[] = {
    { IDS_TOOL_MEND,
      IDI_TOOL_MEND,
      TBSTYLE_BUTTON,
      { ACTION_MEND, ACTION_INSTALL, ACTION_INSTALL_MISSING, ACTION_RESTORE, ACTION_PARK,
        ACTION_RESTORE_ALL, ACTION_ENFORCE, ACTION_REPLACE, ACTION_WRITE_TRANSFER },
      9 },
    { IDS_TOOL_UNDO, IDI_TOOL_UNDO, TBSTYLE_BUTTON, { ACTION_UNDO, ACTION_UNDO_LAST }, 2 },
    { IDS_TOOL_PROPERTIES, IDI_TOOL_PROPERTIES, TBSTYLE_BUTTON, { ACTION_PROPERTIES }, 1 },
    { IDS_TOOL_FIND, IDI_TOOL_FIND, TBSTYLE_BUTTON, { ACTION_FIND }, 1 },
    { IDS_TOOL_FILTER, IDI_TOOL_FILTER, TBSTYLE_CHECK, { ACTION_SHOW_FAULTS, ACTION_SHOW_ALL }, 2 },
    { IDS_TOOL_REPORT, IDI_TOOL_REPORT, TBSTYLE_BUTTON, { ACTION_REPORT }, 1 },
    { IDS_TOOL_STOP, IDI_TOOL_STOP, TBSTYLE_BUTTON, { ACTION_STOP }, 1 },
};

enum { BUTTON_FIND = 3, BUTTON_FILTER = 4, BUTTON_STOP = 6 };

/* All pictures side by side, for DeleteObject. */
static HBITMAP draw_pictures(void)
{
    HDC screen = GetDC(NULL);
    HDC memory = CreateCompatibleDC(screen);
    int count = (int)ARRAYSIZE(buttons);
    HBITMAP strip = CreateCompatibleBitmap(screen, count * PICTURE_SIZE, PICTURE_SIZE);
    HGDIOBJ before = SelectObject(memory, strip);
    HBRUSH brush = CreateSolidBrush(BACKGROUND);

    FillRect(memory, &(RECT){ 0, 0, count * PICTURE_SIZE, PICTURE_SIZE }, brush);
    for (int index = 0; index < count; index++) {
        HICON picture = LoadImageW(module_instance(), MAKEINTRESOURCEW(buttons[index].picture),
                                   IMAGE_ICON, PICTURE_SIZE, PICTURE_SIZE, LR_DEFAULTCOLOR);

        DrawIconEx(memory, index * PICTURE_SIZE, 0, picture, PICTURE_SIZE, PICTURE_SIZE, 0, NULL,
                   DI_NORMAL);
        DestroyIcon(picture);
    }
    DeleteObject(brush);
    SelectObject(memory, before);
    DeleteDC(memory);
    ReleaseDC(NULL, screen);
    return strip;
}

static HRESULT add_button(IToolbar *out, size_t index)
{
    wchar_t *text = text_of(buttons[index].text);
    MMCBUTTON made = { .nBitmap = (int)index,
                       .idCommand = (int)index,
                       .fsState = 0,
                       .fsType = buttons[index].style,
                       .lpButtonText = text,
                       .lpTooltipText = text };
    HRESULT result = text ? IToolbar_AddButtons(out, 1, &made) : E_OUTOFMEMORY;

    free(text);
    return result;
}

static HRESULT make(toolbar *self, IExtendControlbar *owner)
{
    HBITMAP pictures = draw_pictures();
    IUnknown *made = NULL;
    HRESULT result =
        pictures ? IControlbar_Create(self->controls, TOOLBAR, owner, &made) : E_OUTOFMEMORY;

    if (SUCCEEDED(result))
        result = IUnknown_QueryInterface(made, &IID_IToolbar, (void **)&self->buttons);
    if (SUCCEEDED(result))
        result = IToolbar_AddBitmap(self->buttons, (int)ARRAYSIZE(buttons), pictures, PICTURE_SIZE,
                                    PICTURE_SIZE, BACKGROUND);
    for (size_t index = 0; SUCCEEDED(result) && index < ARRAYSIZE(buttons); index++)
        result = add_button(self->buttons, index);
    if (made)
        IUnknown_Release(made);
    if (pictures)
        DeleteObject(pictures);
    return result;
}

void toolbar_leave(toolbar *self)
{
    if (self->controls && self->buttons)
        IControlbar_Detach(self->controls, (IUnknown *)self->buttons);
    if (self->buttons)
        IToolbar_Release(self->buttons);
    if (self->controls)
        IControlbar_Release(self->controls);
    *self = (toolbar){ 0 };
}

HRESULT toolbar_take(toolbar *self, IControlbar *controls, IExtendControlbar *owner)
{
    HRESULT result;

    toolbar_leave(self);
    if (!controls)
        return S_OK;
    IControlbar_AddRef(controls);
    self->controls = controls;
    result = make(self, owner);
    if (FAILED(result))
        toolbar_leave(self);
    return result;
}

action_id toolbar_action(int command, const action_scene *scene, const action_subject *subject)
{
    const button *pressed;

    if (command < 0 || command >= (int)ARRAYSIZE(buttons))
        return ACTION_COUNT;
    pressed = &buttons[command];
    for (size_t index = 0; index < pressed->count; index++) {
        action_id id = pressed->choices[index];

        if (action_is_possible(id, scene, subject) && !action_is_chosen(id, scene))
            return id;
    }
    return ACTION_COUNT;
}

static void enable(const toolbar *self, int command, BOOL is_enabled)
{
    IToolbar_SetButtonState(self->buttons, command, ENABLED, is_enabled);
}

/* What is about the whole list stays possible while rows of it are selected. */
static bool is_about_list(int command)
{
    return command >= BUTTON_FIND;
}

void toolbar_select(toolbar *self, const action_scene *scene, const item *about)
{
    action_subject list = { 0 };
    action_prospect rows;

    if (!self->buttons)
        return;
    if (!about) {
        IControlbar_Detach(self->controls, (IUnknown *)self->buttons);
        return;
    }
    list.node = about->place;
    IControlbar_Attach(self->controls, TOOLBAR, (IUnknown *)self->buttons);
    action_prospect_read(&rows, about);
    for (int command = 0; command < (int)ARRAYSIZE(buttons); command++) {
        const action_subject *subject = is_about_list(command) ? &list : &rows.subject;

        enable(self, command, toolbar_action(command, scene, subject) != ACTION_COUNT);
    }
    action_prospect_clear(&rows);
    toolbar_update(self, scene);
}

void toolbar_update(toolbar *self, const action_scene *scene)
{
    if (!self->buttons)
        return;
    enable(self, BUTTON_STOP, component_is_reading(scene->view));
    IToolbar_SetButtonState(self->buttons, BUTTON_FILTER, CHECKED,
                            action_is_chosen(ACTION_SHOW_FAULTS, scene));
}
