# embed_file(TARGET INPUT SYMBOL): carry a file inside a program, as
# `const unsigned char SYMBOL[]` and `const size_t SYMBOL_size`.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${INPUT}" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)"
    "\\1\n    " bytes "${bytes}")
  file(WRITE "${OUTPUT}.new" "#include <stddef.h>

extern const unsigned char ${SYMBOL}[];
extern const size_t ${SYMBOL}_size;

const unsigned char ${SYMBOL}[] = {
    ${bytes}
};
const size_t ${SYMBOL}_size = sizeof(${SYMBOL});
")
  file(RENAME "${OUTPUT}.new" "${OUTPUT}")
  return()
endif()

set(EMBED_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(embed_file target input symbol)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c")
  add_custom_command(OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" -DINPUT=${input} -DOUTPUT=${output} -DSYMBOL=${symbol}
      -P "${EMBED_SCRIPT}"
    DEPENDS "${input}" "${EMBED_SCRIPT}"
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  # The target may belong to another folder, which alone would not run the command.
  add_custom_target(${symbol} DEPENDS "${output}")
  add_dependencies(${target} ${symbol})
  target_sources(${target} PRIVATE "${output}")
endfunction()
