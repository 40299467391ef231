-- CreateTable
CREATE TABLE "rarity_counts" (
    "id" INTEGER NOT NULL,
    "counts" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rarity_counts_pkey" PRIMARY KEY ("id")
);
