// Imported first by what people start: an older Node fails at something that names no cause.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Convoke needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
