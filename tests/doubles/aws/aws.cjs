// The verbs of the AWS CLI that po calls, on a folder; README.md says what a test may ask of it.
const fs = require('node:fs');
const path = require('node:path');
const { createHash } = require('node:crypto');

const root = process.env.AWS_ENDPOINT_URL;
const [service, verb, ...rest] = process.argv.slice(2);

const fail = (word, code = 254) => {
  process.stderr.write(word.startsWith('!') ? `${word.slice(1)}\n` : `\nAn error occurred (${word}) when calling the ${verb} operation: it is so\n`);
  process.exit(code);
};
const option = name => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const options = name => rest.flatMap((word, at) => (word === name ? [rest[at + 1]] : []));
const places = rest.filter((word, at) => !word.startsWith('--') && !['--exclude', '--include', '--cli-connect-timeout', '--cli-read-timeout'].includes(rest[at - 1]));
const split = place => (place.startsWith('s3://') ? { bucket: place.slice(5).split('/')[0], key: place.slice(5).split('/').slice(1).join('/') } : undefined);
const bucket = option('--bucket') ?? places.map(split).find(Boolean)?.bucket;
if (!process.env.AWS_ACCESS_KEY_ID) fail('!Unable to locate credentials. You can configure credentials by running "aws configure".', 253);
if (!fs.existsSync(path.join(root, bucket))) fail('NoSuchBucket');

const folder = path.join(root, bucket, 'objects');
const stateFile = path.join(root, bucket, 'state.json');
fs.mkdirSync(folder, { recursive: true });
fs.appendFileSync(path.join(root, bucket, 'log'), `${[service, verb, ...rest].join(' ')}\n`);
const state = fs.existsSync(stateFile) ? JSON.parse(fs.readFileSync(stateFile, 'utf8')) : {};
const fileOf = key => path.join(folder, encodeURIComponent(key));
const tagOf = key => `"${createHash('md5').update(fs.readFileSync(fileOf(key))).digest('hex')}"`;
const keys = prefix => fs.readdirSync(folder).map(decodeURIComponent).filter(key => key.startsWith(prefix)).sort();
const print = value => process.stdout.write(value === undefined ? '' : `${JSON.stringify(value, null, 4)}\n`);

// A fault is taken once.
const line = [service, verb, ...rest].join(' ');
const fault = (state.faults ?? []).find(one => line.includes(one.on));
if (fault) {
  state.faults = state.faults.filter(one => one !== fault);
  fs.writeFileSync(stateFile, JSON.stringify(state));
  if (!fault.done) fail(fault.say);
}

const put = (key, file) => fs.copyFileSync(file, fileOf(key));
const setting = value => (typeof value === 'string' ? fail(value) : print(value));
const matches = (name, pattern) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(name);

const copy = () => {
  const [from, to] = places;
  if (!rest.includes('--recursive')) {
    if (split(from)) {
      if (!fs.existsSync(fileOf(split(from).key))) fail('!fatal error: An error occurred (404) when calling the HeadObject operation: Key does not exist', 1);
      fs.copyFileSync(fileOf(split(from).key), to);
    } else {
      put(split(to).key, from);
    }
    return;
  }
  if (split(from)) {
    for (const key of keys(split(from).key)) {
      const name = key.slice(split(from).key.length);
      if (options('--include').some(pattern => matches(name, pattern))) {
        fs.mkdirSync(path.dirname(path.join(to, name)), { recursive: true });
        fs.copyFileSync(fileOf(key), path.join(to, name));
      }
    }
    return;
  }
  for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true }).filter(one => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    put(split(to).key + path.relative(from, file).split(path.sep).join('/'), file);
  }
};

const key = option('--key');
switch (`${service} ${verb}`) {
  case 's3 cp':
    copy();
    break;
  case 's3api list-objects-v2': {
    const found = keys(option('--prefix')).map(one => [one, fs.statSync(fileOf(one)).size, tagOf(one)]);
    print(found.length ? found : null);
    break;
  }
  case 's3api get-object':
    if (!fs.existsSync(fileOf(key))) fail('NoSuchKey');
    fs.copyFileSync(fileOf(key), rest[rest.indexOf('--key') + 2]);
    print(tagOf(key));
    break;
  case 's3api put-object': {
    const there = fs.existsSync(fileOf(key));
    if (!state.ignoresConditions && option('--if-none-match') && there) fail('PreconditionFailed');
    if (!state.ignoresConditions && !state.ignoresTags && option('--if-match')) {
      if (!there) fail('NoSuchKey');
      if (tagOf(key) !== option('--if-match')) fail('PreconditionFailed');
    }
    put(key, option('--body'));
    print({ ETag: tagOf(key) });
    break;
  }
  case 's3api delete-objects': {
    const { Objects } = JSON.parse(fs.readFileSync(option('--delete').slice('file://'.length), 'utf8'));
    if (state.kept) print({ Errors: Objects.map(({ Key }) => ({ Key, Code: state.kept, Message: state.kept })) });
    else for (const { Key } of Objects) fs.rmSync(fileOf(Key), { force: true });
    break;
  }
  case 's3api get-bucket-versioning':
    setting(state.versioning);
    break;
  case 's3api get-object-lock-configuration':
    setting(state.lock ?? 'ObjectLockConfigurationNotFoundError');
    break;
  case 's3api get-public-access-block':
    setting(state.block ?? 'NoSuchPublicAccessBlockConfiguration');
    break;
  case 's3api get-bucket-policy-status':
    setting(state.policy ?? 'NoSuchBucketPolicy');
    break;
  case 's3api get-bucket-acl':
    setting(state.acl ?? { Grants: [] });
    break;
  default:
    fail(`!aws: error: argument: invalid choice '${service} ${verb}'`, 252);
}
if (fault) fail(fault.say);
