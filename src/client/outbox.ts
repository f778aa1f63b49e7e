/** Sealed answers. They stay until a collector has said 201 or 200, whatever happens to the page. */

export interface Sealed {
  readonly id: string;
  readonly survey: string;
  readonly url: string;
  readonly body: string;
  readonly sealedAt: string;
  /** Refused by a collector for good: kept for its owner, not sent again. */
  readonly refused?: Refusal;
}

export type Refusal = "differs" | "unreadable" | "closed";

export interface Outbox {
  /** False once this browser refused to keep something: it lives as long as the page. */
  readonly keeps: () => boolean;
  /** True when it is kept beyond the page. */
  readonly put: (sealed: Sealed) => Promise<boolean>;
  readonly list: () => Promise<readonly Sealed[]>;
  readonly remove: (id: string) => Promise<void>;
}

const STORE = "sealed";
const LOCAL = "zhike:outbox:";
const PATIENCE_MS = 3000;

/** What a browser may offer to keep things in; each step may be refused. */
interface Shelf {
  readonly put: (sealed: Sealed) => Promise<unknown>;
  readonly list: () => Promise<readonly Sealed[]>;
  readonly remove: (id: string) => Promise<unknown>;
}

/** The first of IndexedDB and local storage that this browser allows, and the page's memory. */
export async function openOutbox(): Promise<Outbox> {
  const shelf = await openDatabase()
    .then(async (database) => {
      const indexed = indexedShelf(database);
      await indexed.list();
      return indexed;
    })
    .catch(() => localShelf);
  const unkept = new Map<string, Sealed>();
  return {
    keeps: () => unkept.size === 0,
    put: (sealed) =>
      shelf.put(sealed).then(
        () => true,
        () => (unkept.set(sealed.id, sealed), false),
      ),
    // A shelf that cannot be read does not mean that nothing is in it.
    list: () =>
      shelf.list().then(
        (kept) => [...kept, ...unkept.values()],
        (refused) => (unkept.size > 0 ? [...unkept.values()] : Promise.reject(refused)),
      ),
    remove: async (id) => {
      unkept.delete(id);
      await shelf.remove(id).catch(() => {});
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zhike", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
    // Some web views never answer.
    setTimeout(reject, PATIENCE_MS);
  });
}

function indexedShelf(database: IDBDatabase): Shelf {
  /** Done when the change is on disk, not when it was asked for. */
  const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const change = database.transaction(STORE, mode, { durability: "strict" });
      const request = ask(change.objectStore(STORE));
      change.oncomplete = () => resolve(request.result);
      change.onabort = change.onerror = () => reject(change.error);
    });
  return {
    put: (sealed) => run("readwrite", (store) => store.put(sealed)),
    list: () => run<Sealed[]>("readonly", (store) => store.getAll()),
    remove: (id) => run("readwrite", (store) => store.delete(id)),
  };
}

const localShelf: Shelf = {
  put: async (sealed) => localStorage.setItem(LOCAL + sealed.id, JSON.stringify(sealed)),
  list: async () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(LOCAL))
      .map((key) => JSON.parse(localStorage.getItem(key) ?? "null") as Sealed),
  remove: async (id) => localStorage.removeItem(LOCAL + id),
};
