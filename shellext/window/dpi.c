#include "shellext/window/dpi.h"

#include <string.h>

/* Windows 10 gives each window a resolution of its own; what is older has these functions not. */
typedef UINT WINAPI get_dpi_for_window(HWND window);
typedef BOOL WINAPI parameters_info_for_dpi(UINT action, UINT size, void *out, UINT flags,
                                            UINT dpi);

typedef void any_function(void);

static any_function *user32_function(const char *name)
{
    return (any_function *)GetProcAddress(GetModuleHandleW(L"user32.dll"), name);
}

static UINT system_dpi(void)
{
    HDC screen = GetDC(NULL);
    int dpi = screen ? GetDeviceCaps(screen, LOGPIXELSY) : 0;

    if (screen)
        ReleaseDC(NULL, screen);
    return dpi > 0 ? (UINT)dpi : USER_DEFAULT_SCREEN_DPI;
}

UINT dpi_of(HWND window)
{
    get_dpi_for_window *of_window = (get_dpi_for_window *)user32_function("GetDpiForWindow");
    UINT dpi = of_window ? of_window(window) : 0;

    return dpi > 0 ? dpi : system_dpi();
}

int dpi_scale(int length, UINT dpi)
{
    return MulDiv(length, (int)dpi, USER_DEFAULT_SCREEN_DPI);
}

HFONT dpi_font(UINT dpi)
{
    parameters_info_for_dpi *at_dpi =
        (parameters_info_for_dpi *)user32_function("SystemParametersInfoForDpi");
    NONCLIENTMETRICSW metrics = { .cbSize = sizeof(metrics) };

    if (!at_dpi || !at_dpi(SPI_GETNONCLIENTMETRICS, sizeof(metrics), &metrics, 0, dpi)) {
        SystemParametersInfoW(SPI_GETNONCLIENTMETRICS, sizeof(metrics), &metrics, 0);
        metrics.lfMessageFont.lfHeight =
            MulDiv(metrics.lfMessageFont.lfHeight, (int)dpi, (int)system_dpi());
    }
    return CreateFontIndirectW(&metrics.lfMessageFont);
}

int dpi_icon_size(UINT dpi)
{
    return dpi_scale(16, dpi);
}
