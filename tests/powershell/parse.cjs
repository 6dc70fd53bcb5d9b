// parse.cjs WEB-TREE-SITTER GRAMMAR FILE...: fails if a file is no PowerShell, and says where.
const fs = require('fs');
const path = require('path');

const [parser, grammar, ...files] = process.argv.slice(2).map((name) => path.resolve(name));
const { Parser, Language } = require(path.join(parser, 'web-tree-sitter.cjs'));

// The innermost places that do not fit, or where something is missing.
function* faults(node) {
    if (node.isMissing) {
        yield [node, `'${node.type}' is missing`];
    } else if (node.isError) {
        yield [node, `does not fit: ${node.text.slice(0, 60)}`];
    } else {
        for (const child of node.children) {
            yield* faults(child);
        }
    }
}

async function main() {
    await Parser.init();
    const reader = new Parser();
    reader.setLanguage(await Language.load(path.join(grammar, 'tree-sitter-powershell.wasm')));
    for (const file of files) {
        const root = reader.parse(fs.readFileSync(file, 'utf8')).rootNode;
        for (const [node, what] of faults(root)) {
            console.log(`${file}:${node.startPosition.row + 1}: ${what}`);
        }
        if (root.hasError) {
            process.exitCode = 1;
        }
    }
}

main();
