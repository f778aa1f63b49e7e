/** Where the project lies, and where tests may write. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Ignored by git; may be deleted at any time. */
export const testFolder = join(projectFolder, "out", "test");
