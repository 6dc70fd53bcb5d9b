#include "shellext/menu/icon.h"

#include "com/module.h"

/* Windows 10 gives each window a resolution of its own; what is older has these functions not. */
typedef UINT WINAPI get_dpi_for_window(HWND window);
typedef int WINAPI get_system_metrics_for_dpi(int index, UINT dpi);

typedef void any_function(void);

static any_function *user32_function(const char *name)
{
    return (any_function *)GetProcAddress(GetModuleHandleW(L"user32.dll"), name);
}

int icon_size(HWND window)
{
    get_dpi_for_window *of_window = (get_dpi_for_window *)user32_function("GetDpiForWindow");
    get_system_metrics_for_dpi *at_dpi =
        (get_system_metrics_for_dpi *)user32_function("GetSystemMetricsForDpi");
    UINT dpi = window && of_window && at_dpi ? of_window(window) : 0;
    int size = dpi > 0 ? at_dpi(SM_CXSMICON, dpi) : GetSystemMetrics(SM_CXSMICON);

    return size > 0 ? size : 16;
}

static BOOL is_high_contrast(void)
{
    HIGHCONTRASTW state = { .cbSize = sizeof(state) };

    return SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof(state), &state, 0) &&
           (state.dwFlags & HCF_HIGHCONTRASTON);
}

/* In a picture of one colour, white becomes a hole: what was drawn on a shield is cut out of it. */
static DWORD in_menu_colour(DWORD pixel, COLORREF menu)
{
    BYTE whiteness = (BYTE)(pixel >> 16); /* white has all of red, and our colours have little */
    DWORD alpha = (pixel >> 24) * (255u - whiteness) / 255u;

    return alpha << 24 | (DWORD)GetRValue(menu) << 16 | (DWORD)GetGValue(menu) << 8 |
           GetBValue(menu);
}

/* Menus take colours that are multiplied by alpha already. */
static DWORD premultiply(DWORD pixel)
{
    DWORD alpha = pixel >> 24;
    DWORD red = ((pixel >> 16) & 255) * alpha / 255;
    DWORD green = ((pixel >> 8) & 255) * alpha / 255;
    DWORD blue = (pixel & 255) * alpha / 255;

    return alpha << 24 | red << 16 | green << 8 | blue;
}

static void convert(DWORD *out, const DWORD *pixels, size_t count)
{
    BOOL is_plain = is_high_contrast();
    COLORREF menu = GetSysColor(COLOR_MENUTEXT);

    for (size_t index = 0; index < count; index++)
        out[index] = premultiply(is_plain ? in_menu_colour(pixels[index], menu) : pixels[index]);
}

/* A resource's bytes, which stay where they are as long as the DLL is loaded. */
static const BYTE *resource(WORD id, const wchar_t *type, DWORD *size)
{
    HRSRC found = FindResourceW(module_instance(), MAKEINTRESOURCEW(id), type);
    HGLOBAL loaded = found ? LoadResource(module_instance(), found) : NULL;

    *size = found ? SizeofResource(module_instance(), found) : 0;
    return loaded ? LockResource(loaded) : NULL;
}

/* The picture of the size that is nearest: a header, then 32 bits a pixel (resources/icons.py). */
static const BITMAPINFOHEADER *picture_of(WORD id, int size)
{
    DWORD bytes;
    const BYTE *group = resource(id, (const wchar_t *)RT_GROUP_ICON, &bytes);
    int picture =
        group ? LookupIconIdFromDirectoryEx((BYTE *)(ULONG_PTR)group, TRUE, size, size, 0) : 0;
    const BITMAPINFOHEADER *header =
        picture ? (const void *)resource((WORD)picture, (const wchar_t *)RT_ICON, &bytes) : NULL;

    if (!header || bytes < sizeof(*header) || header->biBitCount != 32 || header->biWidth <= 0 ||
        header->biWidth > 256 ||
        bytes - sizeof(*header) < (size_t)header->biWidth * (size_t)header->biWidth * 4)
        return NULL;
    return header;
}

/* From the resource itself, for what Windows would make of it first takes longer than all else. */
HBITMAP icon_create(WORD id, int size)
{
    const BITMAPINFOHEADER *picture = picture_of(id, size);
    BITMAPINFO info = { .bmiHeader = { .biSize = sizeof(BITMAPINFOHEADER),
                                       .biPlanes = 1,
                                       .biBitCount = 32,
                                       .biCompression = BI_RGB } };
    void *pixels = NULL;
    HBITMAP bitmap;

    if (!picture)
        return NULL;
    info.bmiHeader.biWidth = picture->biWidth;
    info.bmiHeader.biHeight = picture->biWidth;
    bitmap = CreateDIBSection(NULL, &info, DIB_RGB_COLORS, &pixels, NULL, 0);
    if (bitmap)
        convert(pixels, (const DWORD *)(picture + 1),
                (size_t)picture->biWidth * (size_t)picture->biWidth);
    return bitmap;
}
