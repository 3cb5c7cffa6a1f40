using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace TorIntel.Feeds;

/// <summary>The folder of the last good view, the documents that it was made from, and what is remembered of their sources.</summary>
/// <remarks>
/// <para>
/// Documents are called by their digest and never change; the view and the state are replaced whole. So each file is good at any time, whenever a program is killed, and the view needs
/// no other file. One program writes at a time (<see cref="TryLock"/>); readers need no lock.
/// </para>
/// <para>What is damaged is moved to the folder <c>damaged</c>, and made or fetched anew.</para>
/// </remarks>
internal sealed class FeedCache(string folder)
{
    private const int MaxStateBytes = 4 * 1024 * 1024;
    private const int UnixNoSpace = 28; // ENOSPC
    private const int WindowsNoSpace = unchecked((int)0x80070070);

    public string Folder { get; } = Path.GetFullPath(folder);

    public string ViewPath => Path.Combine(Folder, "view.tornetwork");

    private string StatePath => Path.Combine(Folder, "state.json");

    private string DocumentFolder => Path.Combine(Folder, "documents");

    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public void Create()
    {
        if (File.Exists(Folder))
        {
            throw new IOException($"{Folder}: is a file, not a folder");
        }

        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(DocumentFolder);
    }

    /// <summary>Takes the lock between processes; the system gives it back when a process ends, however it ends.</summary>
    /// <returns>The lock; null if another process has it.</returns>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && e.HResult is not (UnixNoSpace or WindowsNoSpace))
        {
            return null;
        }
    }

    /// <summary>Reads what is remembered; nothing if there is no state, or it is damaged or of another version.</summary>
    /// <param name="onDamage">Is told of a damaged state, which is set aside: only with the lock. Null to leave it where it is.</param>
    public FeedState ReadState(Action<string>? onDamage = null)
    {
        string problem;
        try
        {
            if (new FileInfo(StatePath) is not { Exists: true, Length: <= MaxStateBytes })
            {
                return new FeedState();
            }

            var state = JsonSerializer.Deserialize(File.ReadAllBytes(StatePath), FeedStateJson.Default.FeedState);
            if (state is { Version: FeedState.CurrentVersion } && state.Sources.Values.All(source => source is not null))
            {
                return state;
            }

            problem = state is { Version: not FeedState.CurrentVersion } ? "it is of another version" : "what it should tell is missing";
        }
        catch (JsonException e)
        {
            problem = e.Message;
        }

        if (onDamage is not null)
        {
            SetAside(StatePath, problem, onDamage);
        }

        return new FeedState();
    }

    // Addresses of sources may hold keys of their publishers.
    public void WriteState(FeedState state) => AtomicWrite.Write(StatePath, stream => JsonSerializer.Serialize(stream, state, FeedStateJson.Default.FeedState), isPrivate: true);

    /// <summary>Reads a document, if it is there and is what its name says.</summary>
    public bool TryReadDocument(string digest, Action<string> onDamage, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        var path = Path.Combine(DocumentFolder, digest);
        if (!File.Exists(path))
        {
            return false;
        }

        content = File.ReadAllBytes(path);
        if (string.Equals(DigestOf(content), digest, StringComparison.Ordinal))
        {
            return true;
        }

        content = null;
        SetAside(path, "its content is not what its name says", onDamage);
        return false;
    }

    public void WriteDocument(string digest, ReadOnlyMemory<byte> content)
    {
        var path = Path.Combine(DocumentFolder, digest);
        if (!File.Exists(path))
        {
            AtomicWrite.Write(path, stream => stream.Write(content.Span));
        }
    }

    /// <summary>Deletes documents that nothing refers to any more, as far as that can be done.</summary>
    public void DeleteDocumentsBut(IReadOnlySet<string> digests)
    {
        foreach (var path in Directory.EnumerateFiles(DocumentFolder))
        {
            try
            {
                if (!digests.Contains(Path.GetFileName(path)))
                {
                    File.Delete(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next refresh tries again.
            }
        }
    }

    public void WriteView(TorNetwork network) => ViewFile.Write(ViewPath, network);

    /// <summary>Loads the view; null if there is none, or it is damaged.</summary>
    /// <param name="onDamage">Is told what was damaged.</param>
    /// <param name="setAside">Whether a damaged file may be moved away: only with the lock.</param>
    public TorNetwork? TryReadView(Action<string> onDamage, bool setAside)
    {
        try
        {
            return File.Exists(ViewPath) ? ViewFile.Load(ViewPath) : null;
        }
        catch (InvalidDataException e)
        {
            if (setAside)
            {
                SetAside(ViewPath, e.Message, onDamage);
            }
            else
            {
                onDamage($"{ViewPath}: damaged: {e.Message}");
            }

            return null;
        }
    }

    private void SetAside(string path, string reason, Action<string> onDamage)
    {
        var damaged = Path.Combine(Folder, "damaged");
        Directory.CreateDirectory(damaged);
        File.Move(path, Path.Combine(damaged, Path.GetFileName(path)), overwrite: true);
        onDamage($"{path}: damaged, moved to {damaged}: {reason}");
    }
}
