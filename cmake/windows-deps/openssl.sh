# shellcheck shell=sh
# libcrypto, trimmed to what reading and making signatures uses: no engines,
# modules, legacy provider, configuration file, console or sockets, and none of
# the ciphers and protocols that no signed file has.
# shellcheck disable=SC2086
perl Configure mingw64 --cross-compile-prefix="$TARGET-" --prefix=/nowhere --openssldir=/nowhere/ssl \
    no-shared no-engine no-module no-legacy no-dso no-autoload-config no-ui-console no-tests no-sock \
    no-aria no-bf no-blake2 no-camellia no-cast no-chacha no-poly1305 no-siphash no-idea no-seed \
    no-rc2 no-rc4 no-rc5 no-mdc2 no-md4 no-rmd160 no-whirlpool no-sm2 no-sm3 no-sm4 no-gost \
    no-cmp no-ct no-srp no-srtp no-psk no-dgram no-ssl no-tls no-dtls no-comp no-scrypt no-ocb no-siv \
    no-async no-padlockeng no-capieng no-filenames $CFLAGS
make -s -j "$JOBS" build_generated
make -s -j "$JOBS" libcrypto.a
cp libcrypto.a "$PREFIX/lib"
cp -r include/openssl "$PREFIX/include"
