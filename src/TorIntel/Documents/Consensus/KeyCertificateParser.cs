namespace TorIntel;

/// <summary>Cuts a file into certificates.</summary>
internal sealed class KeyCertificateParser
{
    private const int MaxErrorsKept = 100;

    private readonly List<KeyCertificate> _entries = [];
    private readonly List<LineError> _errors = [];
    private long _errorCount;

    public KeyCertificateList Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length > KeyCertificateList.MaxLength)
        {
            AddError(1, $"longer than {KeyCertificateList.MaxLength >> 20} MiB");
            return Result();
        }

        var start = IndexOfStart(text, 0);
        if (start < 0)
        {
            AddError(1, text.IsEmpty ? "it is empty: no key certificate in it" : $"no key certificate is in it; it begins {DocumentText.Quote(text)}");
            return Result();
        }

        var line = 1L;
        var counted = 0;
        for (var count = 1; start < text.Length; count++)
        {
            line += text[counted..start].Count((byte)'\n');
            counted = start;
            if (count > KeyCertificateList.MaxCertificates)
            {
                AddError(line, $"more than {KeyCertificateList.MaxCertificates} certificates; these are not read");
                break;
            }

            var next = IndexOfStart(text, start + 1);
            next = next < 0 ? text.Length : next;
            Read(text[start..next], line);
            start = next;
        }

        return Result();
    }

    private void Read(ReadOnlySpan<byte> text, long line)
    {
        var draft = new KeyCertificateDraft(WithoutAnnotations(text));
        if (draft.Check(out var reason, out var position) is { } certificate)
        {
            _entries.Add(certificate);
        }
        else
        {
            AddError(line + text[..position].Count((byte)'\n'), reason!);
        }
    }

    private static int IndexOfStart(ReadOnlySpan<byte> text, int from)
    {
        var start = "dir-key-certificate-version "u8;
        if (from == 0 && text.StartsWith(start))
        {
            return 0;
        }

        from = Math.Max(from - 1, 0);
        var index = text[from..].IndexOf("\ndir-key-certificate-version "u8);
        return index < 0 ? -1 : from + index + 1;
    }

    // Archives put such lines in front of each certificate, that is, behind the one before.
    private static ReadOnlySpan<byte> WithoutAnnotations(ReadOnlySpan<byte> text)
    {
        while (text is [.., (byte)'\n'])
        {
            var lastLine = text[..^1].LastIndexOf((byte)'\n') + 1;
            if (text[lastLine] != '@')
            {
                break;
            }

            text = text[..lastLine];
        }

        return text;
    }

    private void AddError(long line, string reason)
    {
        _errorCount++;
        if (_errors.Count < MaxErrorsKept)
        {
            _errors.Add(new LineError(line, reason));
        }
    }

    private KeyCertificateList Result() => new([.. _entries], [.. _errors], _errorCount);
}
