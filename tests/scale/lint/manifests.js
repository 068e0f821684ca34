// Whether each document of the named files is what Kubernetes' own schemas ask for, and names nothing that they do not know:
// the cluster would pass over a misspelt name without a word.
import fs from 'node:fs';
import { parseAllDocuments } from 'yaml';

const touched = new WeakMap();
const wrapped = new WeakMap();

// A schema knows a name if its check asks for it.
function watch(value) {
	if (value === null || typeof value !== 'object')
		return value;
	if (!wrapped.has(value)) {
		touched.set(value, new Set());
		wrapped.set(value, new Proxy(value, {
			get(of, name) {
				touched.get(of).add(name);
				return watch(of[name]);
			},
		}));
	}
	return wrapped.get(value);
}

function* unknown(value, path) {
	if (value === null || typeof value !== 'object')
		return;
	for (const name of Object.keys(value)) {
		if (!touched.get(value)?.has(name))
			yield `${path}/${name} is not known`;
		yield* unknown(value[name], `${path}/${name}`);
	}
}

async function check(manifest) {
	const { apiVersion, kind } = manifest;
	const schema = `kubernetes-models/_schemas/IoK8sApi${apiVersion.split('/').map(part => part[0].toUpperCase() + part.slice(1)).join('')}${kind}`;
	const { validate } = await import(schema);
	if (!validate(watch(manifest)))
		return validate.errors.map(e => `${e.instancePath} ${e.message ?? `${e.keyword} ${JSON.stringify(e.params)}`}`);
	return [...unknown(manifest, '')];
}

for (const path of process.argv.slice(2)) {
	for (const document of parseAllDocuments(fs.readFileSync(path, 'utf8'))) {
		const manifest = document.toJS();
		for (const what of await check(manifest)) {
			console.log(`${path}: ${manifest.kind} ${manifest.metadata?.name}: ${what}`);
			process.exitCode = 1;
		}
	}
}
