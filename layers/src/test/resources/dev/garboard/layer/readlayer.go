// Reads a layer with Go's gzip and tar, which container engines use, and prints diffID and entries.
package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	file, err := os.Open(os.Args[1])
	check(err)
	blob := bufio.NewReader(file)
	stream, err := gzip.NewReader(blob)
	check(err)
	stream.Multistream(false)
	hash := sha256.New()
	text := io.TeeReader(stream, hash)
	archive := tar.NewReader(text)
	for {
		entry, err := archive.Next()
		if err == io.EOF {
			break
		}
		check(err)
		content := sha256.New()
		size, err := io.Copy(content, archive)
		check(err)
		if entry.Typeflag == tar.TypeReg {
			fmt.Printf("%s %d %x\n", entry.Name, size, content.Sum(nil))
		}
	}
	_, err = io.Copy(io.Discard, text)
	check(err)
	if _, err := blob.ReadByte(); err != io.EOF {
		check(fmt.Errorf("more than one gzip member, or bytes behind it"))
	}
	fmt.Printf("sha256:%x\n", hash.Sum(nil))
}
