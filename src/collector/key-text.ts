/** Keys of personal links as a text: that of their file, or a secret of a Worker. */
import { z } from "zod";

export interface LinkKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

const schema = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]{1,16}$/u),
        secret: z.string().min(43),
        madeAt: z.string(),
      }),
    )
    .nonempty(),
});

export type KeyText = z.infer<typeof schema>;

/** null where the text holds no keys. */
export function readKeyText(text: string): KeyText | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Newest first. */
export function linkKeysOf({ keys }: KeyText): readonly LinkKey[] {
  return keys.map(({ id, secret }) => ({ id, secret: Buffer.from(secret, "base64url") }));
}
