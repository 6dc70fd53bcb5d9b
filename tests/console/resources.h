/* What this process holds that a snap-in could fail to give back. */
#pragma once

typedef struct resources {
    long task_memory; /* living blocks of CoTaskMemAlloc */
    long handles;     /* of the kernel */
    long gdi;         /* objects: bitmaps, fonts, brushes, ... */
    long windows;     /* message windows among them */
    long heap;        /* blocks that watched DLLs allocated and did not free */
} resources;

resources resources_held(void);
