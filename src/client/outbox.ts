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

export type Refusal = "differs" | "unreadable";

export interface Outbox {
  /** False when this browser keeps nothing: the answers live as long as the page. */
  readonly keeps: boolean;
  readonly put: (sealed: Sealed) => Promise<void>;
  readonly list: () => Promise<readonly Sealed[]>;
  readonly remove: (id: string) => Promise<void>;
}

const STORE = "sealed";
const LOCAL = "zhike:outbox:";
const PATIENCE_MS = 3000;

/** The first of IndexedDB, local storage and memory that this browser allows. */
export async function openOutbox(): Promise<Outbox> {
  try {
    const outbox = indexedOutbox(await openDatabase());
    await outbox.list();
    return outbox;
  } catch {
    return localOutbox() ?? memoryOutbox();
  }
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

function indexedOutbox(database: IDBDatabase): Outbox {
  /** Done when the change is on disk, not when it was asked for. */
  const run = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      const change = database.transaction(STORE, mode, { durability: "strict" });
      const request = ask(change.objectStore(STORE));
      change.oncomplete = () => resolve(request.result);
      change.onabort = change.onerror = () => reject(change.error);
    });
  return {
    keeps: true,
    put: async (sealed) => void (await run("readwrite", (store) => store.put(sealed))),
    list: () => run<Sealed[]>("readonly", (store) => store.getAll()),
    remove: (id) => run("readwrite", (store) => store.delete(id)),
  };
}

function localOutbox(): Outbox | null {
  try {
    localStorage.setItem(`${LOCAL}probe`, "");
    localStorage.removeItem(`${LOCAL}probe`);
  } catch {
    return null;
  }
  return {
    keeps: true,
    put: async (sealed) => localStorage.setItem(LOCAL + sealed.id, JSON.stringify(sealed)),
    list: async () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(LOCAL))
        .map((key) => JSON.parse(localStorage.getItem(key) ?? "null") as Sealed),
    remove: async (id) => localStorage.removeItem(LOCAL + id),
  };
}

function memoryOutbox(): Outbox {
  const kept = new Map<string, Sealed>();
  return {
    keeps: false,
    put: async (sealed) => void kept.set(sealed.id, sealed),
    list: async () => [...kept.values()],
    remove: async (id) => void kept.delete(id),
  };
}
