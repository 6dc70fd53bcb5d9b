#include "shellext/window/layout.h"

#include <commctrl.h>

#include "shellext/window/dpi.h"

#define MARGIN        10
#define LABEL_HEIGHT  20
#define BUTTON_HEIGHT 28
#define BUTTON_WIDTH  88
#define BAR_HEIGHT    8
#define LEAST_SHARE   200
#define LARGEST_SHARE 800

static int scaled(const layout *all, int length)
{
    return dpi_scale(length, all->dpi);
}

static void place(const layout *all, part which, int left, int top, int width, int height)
{
    SetWindowPos(all->parts[which], NULL, left, top, width > 0 ? width : 0, height > 0 ? height : 0,
                 SWP_NOZORDER | SWP_NOACTIVATE | SWP_NOCOPYBITS);
}

static BOOL is_hidden(const layout *all, part which)
{
    return !(GetWindowLongPtrW(all->parts[which], GWL_STYLE) & WS_VISIBLE);
}

/* As wide as its text wants, in any language. */
static int button_width(const layout *all, part which)
{
    SIZE ideal = { 0 };
    int least = scaled(all, BUTTON_WIDTH);

    Button_GetIdealSize(all->parts[which], &ideal);
    ideal.cx += scaled(all, 2 * MARGIN);
    return ideal.cx > least ? ideal.cx : least;
}

/* From the right to the left; gives what is left of the line. */
static int place_buttons(const layout *all, int right, int top)
{
    int height = scaled(all, BUTTON_HEIGHT);

    for (int which = PART_CLOSE; which >= PART_RESTORE; which--) {
        int width = button_width(all, (part)which);

        if (is_hidden(all, (part)which))
            continue;
        right -= width;
        place(all, (part)which, right, top, width, height);
        right -= scaled(all, MARGIN);
    }
    return right;
}

static void place_bottom(const layout *all, const RECT *inside)
{
    int height = scaled(all, BUTTON_HEIGHT);
    int top = inside->bottom - height;
    int right = place_buttons(all, inside->right, top);
    int progress = is_hidden(all, PART_PROGRESS) ? 0 : scaled(all, 160);
    int line = scaled(all, LABEL_HEIGHT);

    place(all, PART_PROGRESS, right - progress, top + (height - line) / 2, progress, line);
    if (progress > 0)
        right -= progress + scaled(all, MARGIN);
    place(all, PART_STATUS, inside->left, top + (height - line) / 2, right - inside->left, line);
}

static void place_lower(const layout *all, const RECT *inside, int top, int bottom)
{
    int label = scaled(all, LABEL_HEIGHT);
    int gap = scaled(all, MARGIN);
    int whole = inside->right - inside->left - gap;
    int width = whole * 3 / 5;
    int second = inside->left + width + gap;

    place(all, PART_DETAILS_LABEL, inside->left, top, width, label);
    place(all, PART_DETAILS, inside->left, top + label, width, bottom - top - label);
    place(all, PART_CHAIN_LABEL, second, top, whole - width, label);
    place(all, PART_CHAIN, second, top + label, whole - width, bottom - top - label);
}

static RECT inside_of(const layout *all, HWND window)
{
    RECT inside;

    GetClientRect(window, &inside);
    InflateRect(&inside, -scaled(all, MARGIN), -scaled(all, MARGIN));
    return inside;
}

/* The bottom of list and details together. */
static int panes_bottom(const layout *all, const RECT *inside)
{
    return inside->bottom - scaled(all, BUTTON_HEIGHT + MARGIN);
}

void layout_place(layout *all, HWND window)
{
    RECT inside = inside_of(all, window);
    int label = scaled(all, LABEL_HEIGHT);
    int bottom = panes_bottom(all, &inside);
    int split = inside.top + MulDiv(bottom - inside.top, all->share, 1000);
    int width = inside.right - inside.left;

    place(all, PART_FILES_LABEL, inside.left, inside.top, width, label);
    place(all, PART_LIST, inside.left, inside.top + label, width, split - inside.top - label);
    all->bar = (RECT){ inside.left, split, inside.right, split + scaled(all, BAR_HEIGHT) };
    place_lower(all, &inside, all->bar.bottom, bottom);
    place_bottom(all, &inside);
    InvalidateRect(window, NULL, TRUE);
}

void layout_place_buttons(const layout *all, HWND window)
{
    RECT inside = inside_of(all, window);
    RECT line = inside;

    place_bottom(all, &inside);
    line.top = line.bottom - scaled(all, BUTTON_HEIGHT);
    InvalidateRect(window, &line, TRUE);
}

void layout_drag(layout *all, HWND window, int top)
{
    RECT inside = inside_of(all, window);
    int whole = panes_bottom(all, &inside) - inside.top;
    int share = whole > 0 ? MulDiv(top - inside.top, 1000, whole) : all->share;

    if (share < LEAST_SHARE)
        share = LEAST_SHARE;
    if (share > LARGEST_SHARE)
        share = LARGEST_SHARE;
    all->share = share;
    layout_place(all, window);
}

SIZE layout_least(UINT dpi)
{
    return (SIZE){ dpi_scale(640, dpi), dpi_scale(380, dpi) };
}
