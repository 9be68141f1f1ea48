/** `--overlay meninggal=FILE;keluarga`. */
export interface OverlayOption {
  /** Lower case, as it was given. */
  readonly name: string;
  readonly file: string;
  /** Other members of a marked person's family card are told as well. */
  readonly family: boolean;
}

/** `name=FILE`, `name=FILE;keluarga`; null where it cannot be read. */
export function readOverlayOption(text: string): OverlayOption | null {
  const parts = /^([A-Za-z][A-Za-z0-9_-]*)=(.+?)(;keluarga)?$/.exec(text.trim());
  return parts === null ? null : { name: parts[1]!.toLowerCase(), file: parts[2]!, family: parts[3] !== undefined };
}
