namespace TorIntel;

/// <summary>Takes the attributes of a tag.</summary>
internal interface IAttributeWriter
{
    void Write(string name, object value);
}
