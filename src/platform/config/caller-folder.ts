/** Where whoever called stands: npm and the product itself work in the product's folder. */
export const callerFolder = process.env.INIT_CWD ?? process.env.PWD ?? process.cwd();
