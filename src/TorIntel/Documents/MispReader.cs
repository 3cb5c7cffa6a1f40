namespace TorIntel;

/// <summary>Reads addresses from MISP: an event, as feeds and exports have it (<c>{"Event":{…}}</c>), or several (<c>{"response":[…]}</c>, <c>[…]</c>).</summary>
/// <remarks>
/// <para>
/// Attributes of type <c>ip-src</c>, <c>ip-dst</c>, <c>ip-src|port</c> and <c>ip-dst|port</c> are read, those of objects too, and no others; proposals are not. The
/// taxonomy tag <c>tor:tor-relay-type</c>, of the attribute or else of its event, gives the role; without one the entry has none.
/// </para>
/// <para>
/// An attribute that is deleted is passed over and counted, and so is one with <c>"to_ids":false</c>, which says that it is not for detection, unless it or its event has such a tag:
/// then what it is stands there, and whether to warn of it is another question. An attribute whose value is no address is reported.
/// </para>
/// <para>The time of the list is the <c>timestamp</c> of the event that was changed last. Memory is bounded by what is read; pure and safe to call from several threads.</para>
/// </remarks>
public static class MispReader
{
    /// <summary>Reads a document to its end.</summary>
    /// <param name="utf8">The document. It is read, not closed.</param>
    /// <returns>What was read; also for a refused document (cut, damaged, or none of MISP's), with the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="utf8"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AddressRecordList Read(Stream utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return new MispDocument(new JsonInput(utf8)).Read();
    }
}
