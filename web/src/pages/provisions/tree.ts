/** What a tree is made of. */
export interface Placed {
  code: string;
  parent?: { code: string } | null | undefined;
  instrument?: { code: string } | null | undefined;
}

/** A provision with what is shown of its parts. Context is shown because something below it is. */
export interface Branch<T> {
  provision: T;
  isContext: boolean;
  children: Branch<T>[];
}

/**
 * The provisions to show as the tree that their texts are, by instrument. Order is that of `all`, which is document order;
 * a provision that is not wanted itself stays as context above one that is.
 */
export function treesOf<T extends Placed>(all: readonly T[], wanted: readonly T[]): Map<string, Branch<T>[]> {
  const byCode = new Map(all.map((provision) => [provision.code, provision]));
  const isWanted = new Set(wanted.map(({ code }) => code));
  const isShown = new Set<string>();
  for (const provision of wanted) {
    let at: T | undefined = provision;
    while (at !== undefined && !isShown.has(at.code)) {
      isShown.add(at.code);
      at = at.parent ? byCode.get(at.parent.code) : undefined;
    }
  }
  const branches = new Map<string, Branch<T>>();
  for (const provision of all) {
    if (!isShown.has(provision.code)) continue;
    branches.set(provision.code, { provision, isContext: !isWanted.has(provision.code), children: [] });
  }
  const trees = new Map<string, Branch<T>[]>();
  for (const branch of branches.values()) {
    const { parent, instrument } = branch.provision;
    const above = parent ? branches.get(parent.code) : undefined;
    if (above) above.children.push(branch);
    else {
      const code = instrument?.code ?? "";
      const roots = trees.get(code) ?? [];
      if (roots.length === 0) trees.set(code, roots);
      roots.push(branch);
    }
  }
  return trees;
}

/** How many of a tree are shown for their own sake. */
export function countOf<T>(branches: readonly Branch<T>[]): number {
  return branches.reduce((sum, { isContext, children }) => sum + (isContext ? 0 : 1) + countOf(children), 0);
}
