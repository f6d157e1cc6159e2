// Writes the third-party files of the form app, for maintainers who change a version:
//
//     cd src/main/dtr-app && npm ci --ignore-scripts && node vendor.mjs
//
// vendor.json says what: files copied from a package (its hash is checked), and bundles made with esbuild of packages that
// package-lock.json fixes. vendor/SOURCES.json lists every file with its origin, licence and hash; VendoredFilesTest holds it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(here, '../resources/dtr-app/vendor');
const plan = JSON.parse(readFileSync(join(here, 'vendor.json'), 'utf8'));
const locked = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')).packages;

/** Standard modules of Node that bundled packages name and never need in a browser. */
const stubs = { fs: 'module.exports = {};', timers: 'exports.setImmediate = f => setTimeout(f, 0);' };

const hash = (algorithm, encoding, bytes) => createHash(algorithm).update(bytes).digest(encoding);

function folder({ name, version }) {
    const path = join(target, `${basename(name)}-${version}`);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
}

function listed(path) {
    return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
        .map(file => ({ path: relative(target, file), sha256: hash('sha256', 'hex', readFileSync(file)) }));
}

function copied(item) {
    const work = mkdtempSync(join(tmpdir(), 'vendor-'));
    try {
        const [packed] = JSON.parse(
            execFileSync('npm', ['pack', '--json', `${item.name}@${item.version}`], { cwd: work, encoding: 'utf8' }));
        const archive = join(work, packed.filename.replace('@', '').replace('/', '-'));
        if (`sha512-${hash('sha512', 'base64', readFileSync(archive))}` !== item.integrity) {
            throw new Error(`${item.name}@${item.version} is not the package that vendor.json names`);
        }
        execFileSync('tar', ['-xzf', archive, '-C', work]);
        const to = folder(item);
        for (const [from, name] of Object.entries(item.files)) {
            mkdirSync(dirname(join(to, name)), { recursive: true });
            copyFileSync(join(work, 'package', from), join(to, name));
        }
        const { license } = JSON.parse(readFileSync(join(work, 'package', 'package.json'), 'utf8'));
        return { ...item, licence: license, files: listed(to) };
    } finally {
        rmSync(work, { recursive: true, force: true });
    }
}

function emptied(item) {
    const left = new RegExp(`(${(item.empty ?? ['^$']).map(name => name.replaceAll('.', '\\.')).join('|')})$`);
    return {
        name: 'emptied',
        setup(bundle) {
            bundle.onLoad({ filter: left }, () => ({ contents: 'module.exports = "";' }));
            bundle.onResolve({ filter: /^(fs|timers)$/ }, args => ({ path: args.path, namespace: 'stub' }));
            bundle.onLoad({ filter: /.*/, namespace: 'stub' }, args => ({ contents: stubs[args.path] }));
        }
    };
}

/** Packages that a bundle holds code of. */
function inside(metafile) {
    const names = Object.keys(metafile.inputs).map(path => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
    return [...new Set(names.filter(Boolean))].sort();
}

function licence(name, to) {
    const home = join(here, 'node_modules', name);
    const file = readdirSync(home).find(each => /^licen[cs]e(\.|$)/i.test(each));
    if (!file) {
        throw new Error(`${name} comes without a licence file`);
    }
    const copy = join(to, 'licences', `${name.replace('@', '').replace('/', '-')}.txt`);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(home, file), copy);
    const { version, resolved, integrity } = locked[`node_modules/${name}`];
    const { license } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    return { name, version, licence: license, origin: resolved, integrity };
}

async function bundled(item) {
    const to = folder(item);
    const { metafile } = await build({
        absWorkingDir: here,
        entryPoints: [item.entry],
        outfile: join(to, item.file),
        bundle: true,
        minify: true,
        keepNames: true,
        format: 'esm',
        target: 'es2022',
        platform: 'browser',
        legalComments: 'inline',
        metafile: true,
        plugins: [emptied(item)]
    });
    const packages = inside(metafile).map(name => licence(name, to));
    return { name: item.name, version: item.version, packages, files: listed(to) };
}

const sources = [];
for (const item of plan.copied) {
    sources.push(copied(item));
}
for (const item of plan.bundled) {
    sources.push(await bundled(item));
}
const kept = new Set([...sources.flatMap(source => source.files).map(file => file.path.split('/')[0]), 'SOURCES.json']);
readdirSync(target).filter(name => !kept.has(name)).forEach(name => rmSync(join(target, name), { recursive: true }));
writeFileSync(join(target, 'SOURCES.json'), JSON.stringify(sources, null, 2) + '\n');
