/** The tool's version: written into every index and summary; an index of another version is refused. As in `package.json`. */
export const version = "0.2.0";
