/* A plain C program that does what tokenize() and count_terms() do, by a rule of Latin letters:
   words of letters and digits with hyphens inside, numbered in a hash table, the vocabulary and
   each article's counts sorted. Articles end with a zero byte. Prints seconds of the processor. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint8_t *text, inside[256];
static long *begins, *sizes;

static int by_word(const void *a, const void *b) {
    long x = *(const int *)a, y = *(const int *)b;
    long n = sizes[x] < sizes[y] ? sizes[x] : sizes[y];
    int order = memcmp(text + begins[x], text + begins[y], n);
    return order ? order : (sizes[x] > sizes[y]) - (sizes[x] < sizes[y]);
}

static int by_column(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

int main(int count, char **names) {
    if (count < 2) return 1;
    FILE *file = fopen(names[1], "rb");
    fseek(file, 0, SEEK_END);
    long n = ftell(file), words = 0, cells = 0, row = 0, rows = 0, token = 0;
    rewind(file);
    text = malloc(n + 1);
    if (fread(text, 1, n, file) != (size_t)n) return 1;
    text[n] = 0;
    for (int byte = 0; byte < 256; byte++)
        inside[byte] = byte >= 128 || (byte >= '0' && byte <= '9') || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
    clock_t start = clock();
    uint64_t mask = 1, *slots;
    while (mask < (uint64_t)n / 32 + 1024) mask *= 2;
    slots = calloc(mask--, 8);
    begins = malloc(8 * (mask + 1)), sizes = malloc(8 * (mask + 1));
    long *last = calloc(mask + 1, 8), *ends = malloc(8 * (n + 1));
    int *columns = malloc(2 * n + 8), *data = malloc(2 * n + 8);
    for (long at = 0; at < n;) {
        if (!inside[text[at]]) {
            if (!text[at++]) ends[rows++] = cells, row = cells;
            continue;
        }
        long begin = at;
        uint64_t key = 14695981039346656037u;
        while (inside[text[at]] || (text[at] == '-' && inside[text[at + 1]]))
            key = (key ^ text[at++]) * 1099511628211u;
        key ^= key >> 32;
        uint64_t slot = key & mask;
        long size = at - begin, word = -1;
        for (; slots[slot]; slot = (slot + 1) & mask) {
            if (slots[slot] >> 32 != key >> 32) continue;
            long other = (slots[slot] & 0xffffffff) - 1;
            if (sizes[other] == size && !memcmp(text + begins[other], text + begin, size)) {
                word = other;
                break;
            }
        }
        if (word < 0) {
            word = words++;
            begins[word] = begin, sizes[word] = size;
            slots[slot] = key >> 32 << 32 | words;
        }
        if (last[word] > row) data[last[word] - 1]++;
        else columns[cells] = word, data[cells] = 1, last[word] = ++cells;
        token++;
    }
    int *order = malloc(4 * words + 4), *ranks = malloc(4 * words + 4), *counts = malloc(4 * words + 4);
    for (long word = 0; word < words; word++) order[word] = word;
    qsort(order, words, 4, by_word);
    for (long rank = 0; rank < words; rank++) ranks[order[rank]] = rank;
    for (long article = 0, cell = 0; article < rows; article++) {
        long first = cell;
        for (; cell < ends[article]; cell++)
            columns[cell] = ranks[columns[cell]], counts[columns[cell]] = data[cell];
        qsort(columns + first, cell - first, 4, by_column);
        for (long sorted = first; sorted < cell; sorted++) data[sorted] = counts[columns[sorted]];
    }
    printf("%.4f %ld %ld\n", (double)(clock() - start) / CLOCKS_PER_SEC, token, words);
    return 0;
}
