using System.Buffers;
using System.Runtime.InteropServices;

namespace TorIntel.Pipelines;

/// <summary>What is to be written of a part of a log, in order: what was made, and pieces of the part itself, of which large ones are not copied.</summary>
/// <remarks>Pieces refer to the part: it must be written before the part is given up.</remarks>
internal sealed class OutputBuffer
{
    private const int LargePiece = 8 * 1024;

    private readonly List<Piece> _pieces = [];
    private readonly ByteBuffer _made = new();
    private int _pieceStart; // Where what was made since the last piece begins.

    /// <summary>Gets a value indicating whether there are lines of a header.</summary>
    public bool HasHeader { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes) => _made.Write(bytes);

    /// <summary>Writes a piece of the part of the log at hand.</summary>
    /// <param name="part">The part.</param>
    /// <param name="start">Where the piece begins.</param>
    /// <param name="end">Where it ends.</param>
    public void PassOn(ReadOnlySpan<byte> part, int start, int end)
    {
        if (end - start < LargePiece)
        {
            Write(part[start..end]);
            return;
        }

        EndPiece(isHeader: false);
        _pieces.Add(new Piece(start, end - start, PieceKind.OfPart));
    }

    /// <summary>Writes lines of a header that are left out where another part has written them already.</summary>
    public void WriteHeader(ReadOnlySpan<byte> lines)
    {
        if (!lines.IsEmpty)
        {
            EndPiece(isHeader: false);
            Write(lines);
            EndPiece(isHeader: true);
            HasHeader = true;
        }
    }

    /// <summary>Writes everything to a stream, and begins anew.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="part">The part that pieces refer to.</param>
    /// <param name="withHeader">Whether lines of a header are written.</param>
    public void FlushTo(Stream stream, ReadOnlySpan<byte> part, bool withHeader = true)
    {
        EndPiece(isHeader: false);
        foreach (ref readonly var piece in CollectionsMarshal.AsSpan(_pieces))
        {
            if (piece.Kind != PieceKind.Header || withHeader)
            {
                stream.Write(BytesOf(piece, part));
            }
        }

        Clear();
    }

    /// <summary>Copies everything to a writer, which is to be flushed then, and begins anew.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="part">The part that pieces refer to.</param>
    public void CopyTo(IBufferWriter<byte> writer, ReadOnlySpan<byte> part)
    {
        EndPiece(isHeader: false);
        foreach (ref readonly var piece in CollectionsMarshal.AsSpan(_pieces))
        {
            writer.Write(BytesOf(piece, part));
        }

        Clear();
    }

    private ReadOnlySpan<byte> BytesOf(in Piece piece, ReadOnlySpan<byte> part) =>
        piece.Kind == PieceKind.OfPart ? part.Slice(piece.Start, piece.Length) : _made.Bytes.Slice(piece.Start, piece.Length);

    private void EndPiece(bool isHeader)
    {
        if (_made.Length > _pieceStart)
        {
            _pieces.Add(new Piece(_pieceStart, _made.Length - _pieceStart, isHeader ? PieceKind.Header : PieceKind.Made));
            _pieceStart = _made.Length;
        }
    }

    private void Clear()
    {
        _pieces.Clear();
        HasHeader = false;
        _made.Clear();
        _pieceStart = 0;
    }

    private enum PieceKind
    {
        OfPart,
        Made,
        Header,
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Piece(int Start, int Length, PieceKind Kind);
}
