#include "tests/window/screen.h"

#include <math.h>
#include <stdlib.h>

double screen_luminance(COLORREF colour)
{
    static const double weights[] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;

    for (int index = 0; index < 3; index++) {
        double part = (double)(colour >> (8 * index) & 255) / 255;

        sum += weights[index] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(COLORREF a, COLORREF b)
{
    double first = screen_luminance(a) + 0.05;
    double second = screen_luminance(b) + 0.05;

    return first > second ? first / second : second / first;
}

static int by_value(const void *a, const void *b)
{
    COLORREF first = *(const COLORREF *)a;
    COLORREF second = *(const COLORREF *)b;

    return (first > second) - (first < second);
}

static void judge(seen *out, COLORREF *pixels, size_t count)
{
    size_t run = 0;
    size_t longest = 0;

    *out = (seen){ 0 };
    qsort(pixels, count, sizeof(*pixels), by_value);
    for (size_t index = 0; index < count; index++) {
        run = index > 0 && pixels[index] == pixels[index - 1] ? run + 1 : 1;
        if (run > longest) {
            longest = run;
            out->behind = pixels[index];
        }
    }
    for (size_t index = 0; index < count; index++) {
        double found = contrast(pixels[index], out->behind);

        if (found > out->contrast) {
            out->contrast = found;
            out->text = pixels[index];
        }
    }
}

/* The pixels of a device-independent bitmap are blue, green, red. */
static COLORREF colour_of(DWORD pixel)
{
    return RGB(pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255);
}

bool screen_look(seen *out, HWND window, const RECT *piece)
{
    RECT at = *piece;
    int width = at.right - at.left;
    int height = at.bottom - at.top;
    const BITMAPINFO how = { .bmiHeader = { .biSize = sizeof(how.bmiHeader),
                                            .biWidth = width,
                                            .biHeight = -height,
                                            .biPlanes = 1,
                                            .biBitCount = 32 } };
    void *bits = NULL;
    HDC screen = GetDC(NULL);
    HDC memory = CreateCompatibleDC(screen);
    HBITMAP bitmap = CreateDIBSection(screen, &how, DIB_RGB_COLORS, &bits, NULL, 0);
    size_t count = (size_t)width * (size_t)height;
    bool is_seen;

    MapWindowPoints(window, NULL, (POINT *)&at, 2);
    SelectObject(memory, bitmap);
    is_seen = bitmap && BitBlt(memory, 0, 0, width, height, screen, at.left, at.top, SRCCOPY);
    GdiFlush();
    if (is_seen) {
        COLORREF *pixels = bits;

        for (size_t index = 0; index < count; index++)
            pixels[index] = colour_of(pixels[index]);
        judge(out, pixels, count);
    }
    DeleteDC(memory);
    DeleteObject(bitmap);
    ReleaseDC(NULL, screen);
    return is_seen;
}
