# embed_words(TARGET TAG...): carry the translations resources/words/TAG.po
# inside a program, as tables `tr_words_TAG` of GNU gettext's format.
include(Embed)
find_program(MSGFMT msgfmt REQUIRED)

function(embed_words target)
  foreach(tag IN LISTS ARGN)
    set(source "${CMAKE_SOURCE_DIR}/resources/words/${tag}.po")
    set(table "${CMAKE_CURRENT_BINARY_DIR}/${tag}.mo")
    add_custom_command(OUTPUT "${table}"
      COMMAND "${MSGFMT}" --check --endianness=little --no-hash -o "${table}" "${source}"
      DEPENDS "${source}"
      COMMENT "Making the table of ${tag}"
      VERBATIM)
    embed_file(${target} "${table}" tr_words_${tag})
  endforeach()
endfunction()
