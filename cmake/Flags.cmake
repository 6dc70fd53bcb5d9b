# The flags of everything we compile: link `flags` PRIVATE to each target.
include(CheckCCompilerFlag)

add_library(flags INTERFACE)
target_include_directories(flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(flags INTERFACE TRUSTMEND_VERSION="${PROJECT_VERSION}")

# Warnings
target_compile_options(flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  -Wformat=2 -Wundef -Wvla
  # clang has no gnu_printf before 19, and asks for more than gcc does
  $<$<C_COMPILER_ID:Clang>:-Wno-ignored-attributes$<SEMICOLON>-Wno-format-nonliteral$<SEMICOLON>-Wno-sign-conversion>
  $<$<AND:$<BOOL:${TRUSTMEND_WERROR}>,$<C_COMPILER_ID:GNU>>:-Werror>)

# Hardening
target_compile_options(flags INTERFACE -fstack-protector-strong)
target_link_options(flags INTERFACE -fstack-protector-strong) # MinGW then links libssp
if(WIN32)
  target_compile_definitions(flags INTERFACE
    UNICODE _UNICODE WIN32_LEAN_AND_MEAN NOMINMAX
    WINVER=0x0601 _WIN32_WINNT=0x0601 __USE_MINGW_ANSI_STDIO=1)
  target_link_options(flags INTERFACE
    LINKER:--dynamicbase,--nxcompat
    LINKER:--no-insert-timestamp # equal sources make equal programs
    $<$<CONFIG:RelWithDebInfo>:-s>
    $<$<BOOL:${TRUSTMEND_STATIC}>:-static>)
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    target_link_options(flags INTERFACE LINKER:--high-entropy-va)
  else()
    target_compile_definitions(flags INTERFACE __MINGW_USE_VC2005_COMPAT) # 64 bits for time_t
    target_link_options(flags INTERFACE LINKER:--enable-stdcall-fixup) # exports have plain names
  endif()
  check_c_compiler_flag(-mguard=cf TRUSTMEND_HAS_GUARD_CF)
  if(TRUSTMEND_HAS_GUARD_CF)
    target_compile_options(flags INTERFACE -mguard=cf)
    target_link_options(flags INTERFACE -mguard=cf)
  endif()
else()
  target_compile_definitions(flags INTERFACE _GNU_SOURCE _FILE_OFFSET_BITS=64)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  target_link_options(flags INTERFACE
    $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie> LINKER:-z,relro,-z,now)
endif()

# The libraries' headers ask to be told when they are linked statically.
if(WIN32 AND TRUSTMEND_STATIC)
  target_compile_definitions(flags INTERFACE LIBXML_STATIC PCRE2_STATIC)
endif()

if(TRUSTMEND_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  target_compile_options(flags INTERFACE ${sanitizers} -O1)
  target_link_options(flags INTERFACE ${sanitizers})
else()
  target_compile_definitions(flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()

# Coverage for libFuzzer in all of core; a fuzz target links the driver itself.
if(TRUSTMEND_FUZZ)
  target_compile_options(flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
