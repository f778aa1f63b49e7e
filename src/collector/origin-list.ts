/** Origins of a setting such as `ZHIKE_ORIGINS`, parted by blanks or commas. */
export function originList(given = ""): readonly string[] {
  return given.split(/[\s,]+/u).filter((each) => each !== "");
}
