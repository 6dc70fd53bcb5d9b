#include "snapin/images.h"

#include "com/module.h"
#include "snapin/place.h"
#include "snapin/resource.h"

#define FIRST_TONE (NODE_COUNT + 1) /* behind the pictures of places */

static HICON load(int id, int width, int height)
{
    return LoadImageW(module_instance(), MAKEINTRESOURCEW(id), IMAGE_ICON, width, height,
                      LR_DEFAULTCOLOR);
}

static HRESULT set_icon(IImageList *list, int id, int width, int height, LONG place)
{
    HICON icon = load(id, width, height);
    HRESULT result = icon ? IImageList_ImageListSetIcon(list, (LONG_PTR *)icon, place) : E_FAIL;

    if (icon)
        DestroyIcon(icon);
    return result;
}

static HRESULT add(IImageList *list, int id, int place)
{
    HRESULT result = set_icon(list, id, GetSystemMetrics(SM_CXSMICON),
                              GetSystemMetrics(SM_CYSMICON), ILSI_SMALL_ICON(place));

    if (SUCCEEDED(result))
        result = set_icon(list, id, GetSystemMetrics(SM_CXICON), GetSystemMetrics(SM_CYICON),
                          ILSI_LARGE_ICON(place));
    return result;
}

HRESULT images_add_places(IImageList *list)
{
    HRESULT result = add(list, IDI_TRUSTMEND, place_image(PLACE_ROOT));

    for (int id = 0; id < NODE_COUNT && SUCCEEDED(result); id++)
        result = add(list, IDI_PLACE_OVERVIEW + id, place_image((node_id)id));
    return result;
}

HRESULT images_add_rows(IImageList *list)
{
    HRESULT result = images_add_places(list);

    for (int tone = ROW_PLAIN; tone <= ROW_FAULT && SUCCEEDED(result); tone++)
        result = add(list, IDI_ROW_PLAIN + tone, images_of_tone((row_tone)tone));
    return result;
}

int images_of_tone(row_tone tone)
{
    return FIRST_TONE + (int)tone;
}

HBITMAP images_bitmap(int size, COLORREF background)
{
    HDC screen = GetDC(NULL);
    HDC memory = CreateCompatibleDC(screen);
    HBITMAP bitmap = CreateCompatibleBitmap(screen, size, size);
    HICON icon = load(IDI_TRUSTMEND, size, size);
    HBRUSH brush = CreateSolidBrush(background);
    BOOL is_drawn = FALSE;

    if (memory && bitmap && icon && brush) {
        HGDIOBJ before = SelectObject(memory, bitmap);

        is_drawn = DrawIconEx(memory, 0, 0, icon, size, size, 0, brush, DI_NORMAL);
        SelectObject(memory, before);
    }
    if (brush)
        DeleteObject(brush);
    if (icon)
        DestroyIcon(icon);
    if (bitmap && !is_drawn)
        DeleteObject(bitmap);
    if (memory)
        DeleteDC(memory);
    ReleaseDC(NULL, screen);
    return is_drawn ? bitmap : NULL;
}
