/* The tests of the window that have files of their own. */
#pragma once

/** The colours of a dark window, of a light one, and that it changes while it is open. */
void dark_window(void);

/** A real file whose root is missing: it is installed, and taken out again. */
void missing_root(void);

/** A file that the window may not rename: the elevated process does it. */
void denied_rename(void);

/** The command line without rights has a history of its own, in which one with rights has no part.
 */
void histories(void);

/** From a right click on: the menu's DLL starts the window, which restores. */
void chosen_in_menu(void);

/** The menu alone, of which a picture is taken. */
void menu_is_shown(void);

/** No tests, but the pictures that screenshots.sh keeps. */
void pictures_for_pages(void);

/** Each text has room in the window, in all languages, at the resolution that run.sh set. */
void texts_fit(void);
