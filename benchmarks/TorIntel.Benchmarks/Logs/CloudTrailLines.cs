namespace TorIntel.Benchmarks;

/// <summary>CloudTrail's files one behind the other: each one line, with all of its events in an array.</summary>
internal sealed class CloudTrailLines(LogText text, LogAddressMix addresses, Random random) : ILogLines
{
    private static readonly (string Source, string Name)[] s_calls =
        [("s3", "GetObject"), ("s3", "GetBucketAcl"), ("sts", "AssumeRole"), ("ec2", "DescribeInstances"), ("kms", "Decrypt"), ("iam", "ListRoles")];

    private int _toCome;

    public void Begin(DateTime time)
    {
    }

    public void Add(DateTime time)
    {
        if (_toCome == 0)
        {
            _toCome = random.Next(20, 400);
            text.Part($"{{\"Records\":[");
        }

        AddRecord(time);
        if (--_toCome == 0)
        {
            text.Line($"]}}");
        }
        else
        {
            text.Part($",");
            text.FlushIfFull();
        }
    }

    public void End()
    {
        if (_toCome > 0)
        {
            AddRecord(DateTime.UnixEpoch, isOfService: true);
            text.Line($"]}}");
        }
    }

    private void AddRecord(DateTime time, bool isOfService = false)
    {
        var (source, name) = s_calls[random.Next(s_calls.Length)];
        var account = 123_456_789_000 + random.Next(10);
        text.Part($"{{\"eventVersion\":\"1.08\",\"userIdentity\":{{\"type\":\"IAMUser\",\"principalId\":\"AIDA{random.Next():X8}EXAMPLE\",\"arn\":\"arn:aws:iam::{account}:user/user{random.Next(900)}\",");
        text.Part($"\"accountId\":\"{account}\",\"accessKeyId\":\"AKIA{random.Next():X8}EXAMPLE\",\"userName\":\"user{random.Next(900)}\"}},");
        text.Part($"\"eventTime\":\"{time:yyyy-MM-ddTHH:mm:ssZ}\",\"eventSource\":\"{source}.amazonaws.com\",\"eventName\":\"{name}\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"");
        if (isOfService || random.Next(8) == 0)
        {
            text.Part($"{source}.amazonaws.com");
        }
        else
        {
            text.Part($"{addresses.Next()}");
        }

        text.Part($"\",\"userAgent\":\"[{random.Pick(LogWords.UserAgents)}]\",\"requestParameters\":{{\"bucketName\":\"bucket-{random.Next(99)}\",\"Host\":\"bucket-{random.Next(99)}.s3.us-east-1.amazonaws.com\",\"acl\":\"\"}},");
        text.Part($"\"responseElements\":null,\"additionalEventData\":{{\"SignatureVersion\":\"SigV4\",\"CipherSuite\":\"ECDHE-RSA-AES128-GCM-SHA256\",\"bytesTransferredIn\":0,\"bytesTransferredOut\":{random.Next(9_999)}}},");
        text.Part($"\"requestID\":\"{random.NextInt64():X16}\",\"eventID\":\"{random.Next():x8}-bebd-4104-a3ab-{random.NextInt64(1L << 48):x12}\",\"readOnly\":true,");
        text.Part($"\"resources\":[{{\"accountId\":\"{account}\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::bucket-{random.Next(99)}\"}}],\"eventType\":\"AwsApiCall\",\"managementEvent\":true,");
        text.Part($"\"recipientAccountId\":\"{account}\",\"eventCategory\":\"Management\",\"tlsDetails\":{{\"tlsVersion\":\"TLSv1.2\",\"cipherSuite\":\"ECDHE-RSA-AES128-GCM-SHA256\"}}}}");
    }
}
